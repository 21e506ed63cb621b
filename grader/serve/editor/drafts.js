// What is written and not handed in outlives a reload of the page in its tab, for
// as long as the page's own text is what it was written from.
const BEFORE_KEEPING_MS = 300;

const keyOf = (area) => {
  const { csrf, language } = area.form.elements;
  return ["draft", csrf.value, location.pathname, language.value, area.name].join(" ");
};

// The draft of what the area holds; null if there is none.
export function draftOf(area) {
  try {
    const { of, text } = JSON.parse(sessionStorage.getItem(keyOf(area)));
    return of === area.value && text !== of ? text : null;
  } catch {
    return null; // none, or nothing can be kept here
  }
}

// What is to be called when the text has changed.
export function draftKeeper(area, textNow) {
  const of = area.value;
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    try {
      sessionStorage.setItem(keyOf(area), JSON.stringify({ of, text: textNow() }));
    } catch {
      // No room for it: the page itself still has it.
    }
  };
  addEventListener("pagehide", () => timer && keep());
  return () => {
    clearTimeout(timer);
    timer = setTimeout(keep, BEFORE_KEEPING_MS);
  };
}
