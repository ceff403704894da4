// The toolbar: one stop for the tabulator, and arrow keys between its buttons.
const toolbarIn = (slot, part, commands) => {
  slot.append(part);
  slot.hidden = false;
  const bar = slot.querySelector('[role="toolbar"]');
  const buttons = () => [...bar.querySelectorAll("button")].filter((button) => button.offsetParent !== null);
  const choose = (button) => {
    bar.querySelectorAll("button").forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
  };
  choose(bar.querySelector("button"));

  bar.addEventListener("keydown", (event) => {
    const all = buttons();
    const place = all.indexOf(document.activeElement);
    const steps = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 };
    if (!(event.key in steps) || place < 0) return;
    event.preventDefault();
    const next = all[(steps[event.key] + all.length) % all.length];
    choose(next);
    next.focus();
  });
  // The text keeps its selection while a button is pressed with the mouse.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-command]");
    if (!button) return;
    choose(button);
    commands[button.dataset.command]?.();
  });
};
