// The editor: a plain form, and what a script can add to it.
(() => {
  const form = document.querySelector("form[data-editor]");
  const parts = document.getElementById("editor-parts");
  if (!form || !parts) return;
  const words = parts.dataset;
  const content = parts.content.cloneNode(true);
  const part = (name) => content.querySelector(`[data-part="${name}"]`);
  const toolbar = part("toolbar");
  const note = part("note");
  const text = textOf(form.elements.text);

  // What has happened is told beside the text, to who listens too, and only when it is new.
  const tell = (sentence, isTrouble = false) => {
    note.textContent = sentence || "";
    note.classList.toggle("tools__note--trouble", isTrouble);
  };
  const state = document.getElementById("draft-state");
  // That it has been saved once more is there to see, and not said every time to who listens.
  const isRoutine = (name) => /^sav/.test(name) && /^sav/.test(state.dataset.state || "");
  const say = (sentence, name) => {
    state.setAttribute("aria-live", isRoutine(name) ? "off" : "polite");
    state.dataset.state = name;
    if (state.textContent !== sentence) state.textContent = sentence;
  };

  const keeper = keeperFor(form);
  const files = filesOf(form, text, part("picture"), tell, words);
  const commands = {
    ...commandsFor(text, words),
    link: linkDialog(part("link"), text, words),
    document: documentDialog(part("documents"), text, form.dataset.linksUrl, words),
    file: files.choose,
  };
  const older = part("older");
  const preview = part("preview");
  // Whether it is saved is told where one writes.
  note.before(state);
  toolbarIn(form.querySelector("[data-toolbar]"), toolbar, commands);
  onKeys(text, commands);
  onPaste(text, files, tell, words);
  const showSoon = previewOf(form, preview);
  offerOlder(form, older, keeper, words, () => {
    autosave.changed();
    showSoon();
  });
  const autosave = autosaveOf(form, keeper, say, words);
  // Who is led here to mend something comes to its line.
  const row = Number(new URLSearchParams(location.search).get("rad"));
  if (row > 0) text.goTo(row);
  // A form that was not taken holds what nobody has saved.
  if (performance.getEntriesByType("navigation")[0]?.responseStatus >= 400) autosave.changed();
})();
