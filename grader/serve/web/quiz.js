// What is left of a question's time, as it passes. The server keeps the clock:
// this only shows it, and sends what is chosen when the time is over.
"use strict";
const clock = document.getElementById("clock");
if (clock) {
  const told = document.getElementById("told");
  const form = document.querySelector("form.answer");
  const given = Number(clock.dataset.left);
  const start = { steady: performance.now(), day: Date.now() };
  // Some steady clocks stand still while a machine sleeps.
  const left = () => given -
    Math.max(performance.now() - start.steady, Date.now() - start.day);
  const marks = [60, 30, 10].filter((mark) => mark * 1000 < given);
  let over = false;
  const tick = () => {
    const seconds = Math.max(0, Math.ceil(left() / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (seconds <= marks[0]) {
      while (seconds <= marks[0]) marks.shift();
      told.textContent = `${seconds} seconds left`;
    }
    if (seconds > 0 || over) return;
    over = true;
    clearInterval(timer);
    const filled = [...form.elements].some((field) => field.checked ||
      (field.localName === "textarea" && field.value.trim() !== ""));
    if (filled) form.requestSubmit(form.querySelector("button.main"));
    // The server takes what was on its way for a moment longer.
    else setTimeout(() => location.replace(clock.dataset.page), 2500);
  };
  const timer = setInterval(tick, 250);
  tick();
}
