// Dialogs of the editor. The text has its focus and its selection back when one closes.
const dialogOf = (dialog, text) => {
  document.body.append(dialog);
  const [form] = dialog.getElementsByTagName("form");
  let chosen = null;
  let answer = () => {};

  const complain = (field, sentence) => {
    const error = document.getElementById(`${field.id}-error`);
    error.textContent = sentence;
    error.hidden = !sentence;
    if (sentence) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (sentence) field.focus();
  };
  const open = () => {
    chosen = text.selected();
    form.reset();
    form.querySelectorAll("[aria-invalid]").forEach((field) => complain(field, ""));
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => { answer = resolve; });
  };
  // Closes with an answer; the text has its selection back before the answer is used.
  const close = (given) => {
    answer({ given, chosen });
    answer = () => {};
    dialog.close();
  };
  dialog.addEventListener("close", () => {
    text.field.focus();
    if (document.activeElement === text.field && text.field.selectionStart !== chosen.end) return;
    text.field.setSelectionRange(chosen.start, chosen.end);
  });
  dialog.addEventListener("cancel", () => close(null));
  // In a search field the first Escape would only empty the field.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close(null);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) close(null);
  });
  return { dialog, form, open, close, complain };
};

// Waits until nothing has happened for a while.
const delayed = (milliseconds, act) => {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), milliseconds);
  };
};
