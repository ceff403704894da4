// How the text will look, as the server makes it, when one pauses.
const previewOf = (form, toggle) => {
  const shown = document.getElementById("draft-preview");
  const url = form.dataset.previewUrl;
  if (!shown || !url) return () => {};
  const button = toggle.querySelector("button");
  const narrow = matchMedia("(max-width: 61.99rem)");
  let asked = null;
  let isOld = false;

  const isOpen = () => !narrow.matches || button.getAttribute("aria-expanded") === "true";
  const show = async () => {
    if (!isOpen() || !isOld) return;
    asked?.abort();
    asked = new AbortController();
    const body = new FormData(form);
    body.delete("files");
    // What is typed while the answer is on its way is new again.
    isOld = false;
    try {
      const headers = { ...csrfHeaders(form), Accept: "text/html", "HX-Request": "true" };
      const response = await fetch(url, { method: "POST", body, headers, signal: asked.signal });
      const html = await response.text();
      if (response.redirected || (!response.ok && response.status !== 422)) return;
      const { scrollTop } = shown;
      const page = new DOMParser().parseFromString(html, "text/html");
      shown.replaceChildren(...(page.getElementById(shown.id) || page.body).childNodes);
      shown.scrollTop = scrollTop;
    } catch {
      // What was shown stays until there is an answer.
    }
  };
  const arrange = () => {
    toggle.hidden = !narrow.matches;
    shown.hidden = !isOpen();
    show();
  };
  shown.before(toggle);
  form.querySelectorAll('[value="forhandsvisa"]').forEach((one) => { one.hidden = true; });
  // It scrolls by itself, so the keyboard must reach it.
  Object.assign(shown, { tabIndex: 0, role: "group" });
  shown.setAttribute("aria-labelledby", "draft-preview-title");
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
    arrange();
  });
  narrow.addEventListener("change", arrange);
  // A link tried here does not take one away from what is being written.
  shown.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) Object.assign(link, { target: "_blank", rel: "noopener" });
  });
  const showSoon = delayed(600, show);
  const changed = () => {
    isOld = true;
    showSoon();
  };
  form.addEventListener("input", changed);
  arrange();
  return changed;
};
