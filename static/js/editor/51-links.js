// A link to an address: its words and where it leads.
const addressOf = (typed) => {
  const address = typed.trim();
  if (/^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(address)) return `mailto:${address}`;
  if (/^\+?[\d][\d\s-]{4,}$/.test(address)) return `tel:${address.replace(/[\s-]/g, "")}`;
  if (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(address)) return `https://${address}`;
  const isWhole = /^(https?:\/\/[^\s/]\S*|mailto:\S+@\S+|tel:\+?\d\S*|#\S+|\/(?!\/)\S*)$/i.test(address);
  return isWhole ? address.replace(/[()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : "";
};

const linkDialog = (part, text, words) => {
  const { form, open, close, complain } = dialogOf(part, text);
  const [shown, address] = form.querySelectorAll("input");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    complain(address, addressOf(address.value) ? "" : words.badAddress);
    complain(shown, shown.value.trim() ? "" : words.noWords);
    if (shown.value.trim() && addressOf(address.value)) {
      close({ words: shown.value.trim().replace(/[[\]]/g, ""), address: addressOf(address.value) });
    }
  });

  return async () => {
    const answered = open();
    const selected = text.selected().words;
    const isAddress = addressOf(selected) !== "" && /[/@]/.test(selected);
    shown.value = isAddress ? "" : selected.replace(/\s+/g, " ");
    address.value = isAddress ? selected.trim() : "";
    (shown.value ? address : shown).focus();
    const { given, chosen } = await answered;
    if (given) text.replace(chosen.start, chosen.end, `[${given.words}](${given.address})`);
  };
};
