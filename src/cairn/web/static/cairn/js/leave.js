/* Leave quickly: one tap, or Shift three times. Without script the form itself signs out and leads away. */
const root = document.documentElement;

function leave(form) {
  root.classList.add("left-page");
  document.title = "";
  try { sessionStorage.clear(); } catch { /* storage may be switched off */ }
  navigator.sendBeacon(form.action);
  window.location.replace(form.dataset.leave);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-leave]")) return;
  event.preventDefault();
  leave(event.target);
}, true);

let presses = [];
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("[data-leave]");
  if (!form) return;
  if (event.key !== "Shift") presses = [];
  else if (!event.repeat) presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
  if (presses.length === 3) leave(form);
});

// The browser may bring a kept page back: it stays blank and leaves again.
window.addEventListener("pageshow", (event) => {
  const form = document.querySelector("[data-leave]");
  if (form && event.persisted && root.classList.contains("left-page")) leave(form);
});
