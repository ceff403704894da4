// What every htmx request carries, and what is said when the server does not answer.
(() => {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]');
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });

  const tellOffline = () => {
    const flash = document.getElementById("flash");
    if (!flash) return;
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.dataset.color = "warning";
    const sentence = document.createElement("p");
    sentence.textContent = flash.dataset.offline;
    notice.append(sentence);
    flash.replaceChildren(notice);
  };
  document.addEventListener("htmx:sendError", tellOffline);
  document.addEventListener("htmx:timeout", tellOffline);

  // The sum of what must be mended is read first.
  const focusErrors = (root) => root.querySelector?.("[data-focus]")?.focus();
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.elt.parentElement || document));
  focusErrors(document);
})();
