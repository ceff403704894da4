// Keys in the text: Ctrl+B, I and K, and Enter, which goes on with a list. Tab leaves the field, as it always does.
const SHORTCUTS = { b: "bold", i: "italic", k: "link" };

const onKeys = (text, commands) => {
  const goOn = () => {
    const { start, end } = text.selected();
    const { value } = text.field;
    const from = value.lastIndexOf("\n", start - 1) + 1;
    const found = value.slice(from, start).match(/^(\s*)([-*+]|(\d+)([.)]))(\s+)(\[[ xX]\]\s+)?/);
    if (start !== end || !found) return false;
    const [mark, indent, bullet, number, point, space, task] = found;
    const stop = value.indexOf("\n", start);
    if (value.slice(from + mark.length, stop < 0 ? value.length : stop).trim() === "") {
      // An empty item ends the list, or goes out one level; a blank line parts what follows from the list.
      text.replace(from, start, indent.length < 4 ? "\n" : mark.slice(4));
    } else {
      const next = number ? `${Number(number) + 1}${point}` : bullet;
      text.replace(start, end, `\n${indent}${next}${space}${task ? "[ ] " : ""}`);
    }
    return true;
  };

  text.field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && SHORTCUTS[event.key.toLowerCase()];
    if (command) {
      event.preventDefault();
      commands[command]();
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && goOn()) {
      event.preventDefault();
    }
  });
};
