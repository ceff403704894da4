// Search: "/" takes one to the field, and what is suggested under it is walked with the arrow keys.
// What is opened is told to be counted: the words, the thing and its place, and nothing of who (no cookie goes along).
(() => {
  const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const field = document.querySelector("main .search__input") || document.querySelector(".search__input");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  const enhance = (form) => {
    const field = form.querySelector(".search__input");
    const list = form.querySelector(".search__suggestions");
    const options = () => [...list.querySelectorAll('[role="option"]')];
    let current = -1;

    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.getAttribute("aria-label"));
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

    const mark = (index) => {
      const all = options();
      current = index;
      all.forEach((option, place) => {
        option.id = `${list.id}-${place}`;
        option.setAttribute("aria-selected", String(place === index));
      });
      if (index < 0) field.removeAttribute("aria-activedescendant");
      else {
        field.setAttribute("aria-activedescendant", all[index].id);
        all[index].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (open) => {
      const shown = open && options().length > 0;
      list.hidden = !shown;
      field.setAttribute("aria-expanded", String(shown));
      if (!shown) mark(-1);
    };
    const move = (step) => {
      if (list.hidden) return show(true);
      const count = options().length;
      mark(current < 0 ? (step > 0 ? 0 : count - 1) : (current + step + count) % count);
    };

    list.addEventListener("htmx:afterSwap", () => {
      mark(-1);
      show(document.activeElement === field && field.value.trim() !== "");
    });
    field.addEventListener("input", () => field.value.trim() === "" && show(false));
    field.addEventListener("focus", () => show(field.value.trim() !== ""));
    form.addEventListener("focusout", (event) => !form.contains(event.relatedTarget) && show(false));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
      } else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        options()[current].click();
      }
    });
  };
  document.querySelectorAll("form[data-suggest]").forEach(enhance);

  const tell = (event) => {
    const link = event.target.closest?.("a[data-ref]");
    if (!link || event.button > 1) return;
    const { words, ref, rank } = link.dataset;
    const body = new URLSearchParams({ q: words, ref, rank });
    if ("keepalive" in Request.prototype) {
      fetch("/sok/oppnad", { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
    } else navigator.sendBeacon?.("/sok/oppnad", body);
  };
  document.addEventListener("click", tell);
  document.addEventListener("auxclick", tell);
})();
