// What every htmx request carries, and what is said when the server does not answer or does not take it.
(() => {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]');
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });

  const tell = (name) => {
    const flash = document.getElementById("flash");
    if (!flash) return;
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.dataset.color = "warning";
    const sentence = document.createElement("p");
    sentence.textContent = flash.dataset[name];
    notice.append(sentence);
    flash.replaceChildren(notice);
  };
  document.addEventListener("htmx:sendError", () => tell("offline"));
  document.addEventListener("htmx:timeout", () => tell("offline"));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig.verb !== "get") tell("failed");
  });

  // The sum of what must be mended is read first.
  const focusErrors = (root) => root.querySelector?.("[data-focus]")?.focus();
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.elt.parentElement || document));
  focusErrors(document);
})();
