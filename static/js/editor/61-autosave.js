// The draft is saved by itself: three seconds after the last key, and every ten while one types on.
const PAUSE = 3000;
const LONGEST_WAIT = 10_000;
const LONGEST_RETRY = 60_000;

const autosaveOf = (form, keeper, say, words) => {
  const url = form.dataset.autosaveUrl;
  const state = { change: 0, saved: 0, isKept: true, isSending: false, isLeaving: false };
  let timer = 0;
  let due = 0;
  let retry = 0;
  let isSignedOut = false;

  const isDirty = () => state.change !== state.saved;
  const clock = () => new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const again = () => {
    retry = Math.min(retry ? retry * 2 : PAUSE, LONGEST_RETRY);
    plan(retry);
  };

  const send = () => {
    const body = new FormData(form);
    body.delete("files");
    return fetch(url, { method: "POST", body, headers: csrfHeaders(form) });
  };

  // Says what has become of it. Returns whether the server has the text.
  const receive = async (response, change) => {
    const answer = await response.json().catch(() => ({}));
    isSignedOut = response.status === 401 || response.redirected;
    if (response.ok && !response.redirected) {
      state.saved = Math.max(state.saved, change);
      retry = 0;
      if (answer.base) form.elements.base.value = answer.base;
      say(words.saved.replace("%s", answer.saved || clock()), "saved");
      return true;
    }
    if (response.status === 409 && !answer.error) {
      // The server has what was typed, beside what somebody else saved.
      state.saved = Math.max(state.saved, change);
      const told = answer.changed_by && words.changedBy.replace("%s", answer.changed_by).replace("%t", answer.at || clock());
      say(told || words.changed, "changed");
      return true;
    }
    if (isSignedOut) return wait("none");
    if (response.status === 400) {
      // The form's token is too old: the next attempt takes a new one.
      isSignedOut = true;
      again();
      return false;
    }
    if (response.status === 413) say(words.tooLarge, "refused");
    else if (response.status < 500) say(answer.error || words.refused, "refused");
    else say(state.isKept ? words.offline : words.offlineUnkept, "offline");
    again();
    return false;
  };

  // Until one is signed in again, perhaps in another tab. What one has written is never saved as somebody else's.
  const wait = (found) => {
    isSignedOut = true;
    say(found === "other" ? words.someoneElse : words.signedOut, "signed-out");
    again();
    return false;
  };

  const save = async () => {
    clearTimeout(timer);
    due = 0;
    if (!url || state.isSending || !isDirty()) return !isDirty();
    const { change } = state;
    state.isSending = true;
    if (!isSignedOut) say(words.saving, "saving");
    try {
      const found = isSignedOut ? await freshToken(form) : "mine";
      if (found !== "mine") return wait(found);
      const isSaved = await receive(await send(), change);
      if (isSaved) keeper.keep(!isDirty());
      return isSaved;
    } catch {
      say(state.isKept ? words.offline : words.offlineUnkept, "offline");
      again();
      return false;
    } finally {
      state.isSending = false;
      if (isDirty() && !retry && !isSignedOut) plan(PAUSE);
    }
  };

  const changed = () => {
    state.change += 1;
    state.isKept = keeper.keep(false);
    due ||= Date.now() + LONGEST_WAIT;
    if (!retry) plan(Math.min(PAUSE, Math.max(0, due - Date.now())));
  };
  const atOnce = () => {
    if (!isDirty()) return;
    retry = 0;
    plan(0);
  };

  form.addEventListener("input", (event) => event.target.type !== "file" && changed());
  window.addEventListener("online", atOnce);
  window.addEventListener("focus", () => isSignedOut && atOnce());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") return isSignedOut && atOnce();
    return isDirty() && plan(0);
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty() && !state.isKept && !state.isLeaving) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    state.isLeaving = true;
    clearTimeout(timer);
  });
  // Who signs out has the last words saved first; then nothing of it stays in the browser.
  document.addEventListener("submit", async (event) => {
    if (event.target.getAttribute("action") !== "/logga-ut" || !isDirty()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await save();
    state.isLeaving = true;
    state.saved = state.change;
    event.target.requestSubmit();
  }, true);

  return { changed, save, isDirty };
};
