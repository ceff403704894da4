// A link to a document: found by its title, kept by its number.
const documentDialog = (part, text, address, words) => {
  const { dialog, form, open, close } = dialogOf(part, text);
  const field = form.querySelector("input");
  const hits = form.querySelector('[data-part="hits"]');
  const count = form.querySelector('[data-part="count"]');
  const buttons = () => [...hits.querySelectorAll("button[data-number]")];
  let asked = null;

  const search = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const url = new URL(address, location.href);
      url.searchParams.set("q", field.value.trim());
      const response = await fetch(url, { signal: asked.signal, headers: { "HX-Request": "true" } });
      if (!response.ok || response.redirected) throw new Error(response.status);
      hits.innerHTML = await response.text();
      const found = buttons().length;
      count.textContent = found ? words.hits.replace("%s", found) : hits.textContent.trim();
      if (!found) hits.replaceChildren();
    } catch (error) {
      if (error.name !== "AbortError") count.textContent = words.searchFailed;
    }
  };
  const searchSoon = delayed(200, search);
  const choose = (button) => button && close(button.dataset.number);

  field.addEventListener("input", searchSoon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(buttons()[0]);
  });
  hits.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-number]");
    if (!button) return;
    event.preventDefault();
    choose(button);
  });
  dialog.addEventListener("keydown", (event) => {
    const reachable = [field, ...buttons()];
    const place = reachable.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || place < 0) return;
    event.preventDefault();
    reachable[(place + step + reachable.length) % reachable.length].focus();
  });

  return async () => {
    const answered = open();
    hits.replaceChildren();
    count.textContent = "";
    search();
    const { given, chosen } = await answered;
    if (given) text.replace(chosen.start, chosen.end, documentLink(given, chosen.words));
  };
};
