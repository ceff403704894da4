// Small tools of a page: copy a link, print, and parts that stand open where there is room.
(() => {
  const copy = async (button) => {
    const text = new URL(button.dataset.copy, location.href).href;
    await navigator.clipboard.writeText(text);
    const label = button.querySelector("span");
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 2500);
    const flash = document.getElementById("flash");
    const told = document.createElement("p");
    told.className = "visually-hidden";
    told.textContent = button.dataset.copied;
    flash?.append(told);
    setTimeout(() => told.remove(), 2500);
  };

  const prepare = (root) => {
    if (navigator.clipboard) root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
    root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
    root.querySelectorAll("details[data-wide]").forEach((part) => {
      if (matchMedia(`(min-width: ${part.dataset.wide})`).matches) part.open = true;
    });
  };

  document.addEventListener("click", (event) => {
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  prepare(document);
})();
