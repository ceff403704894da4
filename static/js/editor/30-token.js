// The form's token, as each request carries it, and a new one where the old has gone with the session.
const csrfHeaders = (form) => ({
  Accept: "application/json, text/html;q=0.9",
  "X-CSRFToken": form.elements.csrf_token.value,
});

// Asks for this page once more. Returns whether it still is the same person's: "mine", "other" or "none".
const freshToken = async (form) => {
  const response = await fetch(form.getAttribute("action") || location.pathname, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return "none";
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = page.getElementById(form.id);
  if (!found) return "none";
  if (found.dataset.key !== form.dataset.key) return "other";
  const token = found.elements.csrf_token.value;
  form.elements.csrf_token.value = token;
  document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", token);
  return "mine";
};
