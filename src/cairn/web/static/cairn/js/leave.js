/* Leave quickly: one tap on the link, or Shift three times. Without script the link still leads away. */
const link = document.querySelector("[data-leave]");

function leave(event) {
  event?.preventDefault();
  document.documentElement.classList.add("left-page");
  document.title = "";
  try { sessionStorage.clear(); } catch { /* storage may be switched off */ }
  window.location.replace(link.href);
}

if (link) {
  let presses = [];
  link.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
    else if (!event.repeat) presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
    if (presses.length === 3) leave();
  });
  // The browser may bring a kept page back: it stays blank and leaves again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.classList.contains("left-page")) leave();
  });
}
