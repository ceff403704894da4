// What the editor keeps in the browser (js/editor/60-kept.js) goes when it is a month old, and when one signs out:
// then only what the server has not got stays, for whom it belongs to.
(() => {
  const LONGEST = 30 * 24 * 60 * 60 * 1000;

  const clear = (isDone) => {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith("typed:"))) {
        let entry = null;
        try {
          entry = JSON.parse(localStorage.getItem(key));
        } catch {
          // Not the editor's own writing: it goes.
        }
        if (!entry || isDone(entry)) localStorage.removeItem(key);
      }
    } catch {
      // A browser that keeps nothing has nothing to clear.
    }
  };
  clear((entry) => !(Date.now() - entry.at < LONGEST));
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/logga-ut") clear((entry) => entry.isSaved);
  });
})();
