/* Small comforts. Every page works without them. */
document.documentElement.classList.add("has-script");

// A slow line should not send the same form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method === "get" || event.defaultPrevented) return;
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
  event.submitter?.setAttribute("aria-disabled", "true");
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[type=submit][aria-disabled]")) button.removeAttribute("aria-disabled");
});

// A choice that may stay blank can be taken back: tap it again.
let chosen = null;
document.addEventListener("pointerdown", (event) => {
  const radio = event.target.closest("label")?.querySelector("input[type=radio]:not([required])");
  chosen = radio?.checked ? radio : null;
});
document.addEventListener("click", (event) => {
  if (event.target !== chosen) return;
  chosen.checked = false;
  chosen = null;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if ("print" in button.dataset) return window.print();
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.innerText.trim());
  button.querySelector("[data-said]").textContent = button.dataset.done;
});
