/* A page that is put away is blank, for whoever looks through what is open. With a cover, the cover
   is laid at once; the server decides when it is taken off. */
const root = document.documentElement;
const signedIn = () => "signedIn" in root.dataset;
const cover = () => root.dataset.cover;
const IDLE = 120_000;

let going = 0;
const onOurWay = () => Date.now() - going < 3000;
for (const kind of ["click", "submit"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest("a[href], form")) going = Date.now();
  }, true);
}

function lay() {
  if (cover()) navigator.sendBeacon(`${cover()}lay/`);
}
function toCover() {
  const back = encodeURIComponent(location.pathname + location.search);
  window.location.replace(`${cover()}?next=${back}`);
}

document.addEventListener("visibilitychange", () => {
  if (!signedIn()) return;
  if (document.visibilityState === "hidden") {
    root.classList.add("put-away");
    if (!onOurWay()) lay();
  } else if (cover() && !onOurWay()) toCover();
  else root.classList.remove("put-away");
});
window.addEventListener("pagehide", () => {
  if (!signedIn()) return;
  root.classList.add("put-away");
  if (!onOurWay()) lay();
});
// Never a page out of the browser's memory: it is asked for anew, or the cover is.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && signedIn()) location.reload();
});

let waiting = 0;
function touched() {
  clearTimeout(waiting);
  if (cover()) waiting = setTimeout(() => { root.classList.add("put-away"); lay(); toCover(); }, IDLE);
}
for (const kind of ["pointerdown", "keydown", "scroll"]) document.addEventListener(kind, touched, { passive: true });
touched();
