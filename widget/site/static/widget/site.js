/** The page's own question field asks the chat; the language link of this page is marked. */

const form = document.querySelector("[data-ask-form]");
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = form.querySelector("input");
  document.querySelector("welcome-chat").ask(field.value.trim() || field.placeholder);
  field.value = "";
});

document
  .querySelector(`[data-language="${document.documentElement.lang}"]`)
  ?.setAttribute("aria-current", "page");

const theme = document.querySelector("[data-theme-choice]");
theme?.addEventListener("change", (event) => {
  document.querySelector("welcome-chat").theme = event.target.value || null;
});
