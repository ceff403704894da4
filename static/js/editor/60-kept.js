// What is typed is kept in the browser too, under the draft and the person, until the server has it.
// static/js/50-typed.js clears it when it is old and when one signs out.
const TICKED = /^(checkbox|radio)$/;
// Whom one asks to write along is no part of the text, nor is what is said of files, which a browser does not keep.
const NOT_TEXT = "[type=hidden], [type=file], [name=person], [name=new_title], #draft-files *";
const typedIn = (form) =>
  [...form.elements].filter(
    (control) => control.name && control.matches("input, textarea, select") && !control.matches(NOT_TEXT),
  );

const fieldsOf = (form) =>
  typedIn(form)
    .filter((control) => !TICKED.test(control.type) || control.checked)
    .flatMap((control) => {
      const values = control.multiple ? [...control.selectedOptions].map((option) => option.value) : [control.value];
      return values.map((value) => [control.name, value]);
    });

const fillIn = (form, fields) => {
  for (const control of typedIn(form)) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (TICKED.test(control.type)) control.checked = values.includes(control.value);
    else if (control.options) [...control.options].forEach((one) => { one.selected = values.includes(one.value); });
    else if (values.length) [control.value] = values;
  }
};

const keeperFor = (form) => {
  const key = `typed:${form.dataset.key}`;
  const olderKey = `${key}:older`;
  // The server ends a text with one line break; white space at the ends tells no texts apart.
  const plain = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value.trim()]));
  const same = (fields, others) => plain(fields) === plain(others);
  const get = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  const set = (name, entry) => {
    try {
      localStorage.setItem(name, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  };
  const remove = (name) => {
    try {
      localStorage.removeItem(name);
    } catch {
      // A browser that keeps nothing has nothing to remove.
    }
  };

  return {
    // Returns whether the browser keeps it; `isSaved` says whether the server has it too.
    keep: (isSaved) => set(key, { at: Date.now(), isSaved, fields: fieldsOf(form) }),
    // Returns what was typed here before and is not what the page shows; it is put aside until it is answered for.
    older: () => {
      const shown = fieldsOf(form);
      const found = [get(key), get(olderKey)].find((entry) => entry?.fields && !same(entry.fields, shown));
      if (found) set(olderKey, found);
      else remove(olderKey);
      remove(key);
      return found || null;
    },
    discardOlder: () => remove(olderKey),
    forget: () => remove(key),
  };
};

// Offers what was typed here before: to take back or to throw away.
const offerOlder = (form, part, keeper, words, afterwards) => {
  const entry = keeper.older();
  if (!entry) return;
  const typed = entry.fields.find(([name]) => name === "text")?.[1] || "";
  const when = new Date(entry.at).toLocaleString("sv-SE", { dateStyle: "long", timeStyle: "short" }).replace(":", ".");
  const size = typed.length.toLocaleString("sv-SE");
  part.querySelector('[data-part="sentence"]').textContent = words.older.replace("%s", when).replace("%n", size);
  part.querySelector("pre").textContent = typed;
  part.addEventListener("click", (event) => {
    const answer = event.target.closest("[data-answer]")?.dataset.answer;
    if (!answer) return;
    if (answer === "restore") fillIn(form, entry.fields);
    keeper.discardOlder();
    part.remove();
    form.elements.text.focus();
    if (answer === "restore") afterwards();
  });
  form.before(part);
};
