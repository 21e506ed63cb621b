// Files side by side as tabs: one is open at a time (ARIA Authoring Practices,
// "Tabs").

// `panels` have a name and an element; gives the element that holds all, and what
// opens one.
export function tabbed(panels, opened) {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Files");
  const tabs = panels.map(({ name, element, note }, number) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${number + 1}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `panel-${number + 1}`);
    tab.textContent = note ? `${name} (${note})` : name;
    tab.addEventListener("click", () => open(number));
    element.id = `panel-${number + 1}`;
    element.setAttribute("role", "tabpanel");
    element.setAttribute("aria-labelledby", tab.id);
    return tab;
  });
  function open(number) {
    panels.forEach(({ element }, i) => {
      element.hidden = i !== number;
      tabs[i].setAttribute("aria-selected", i === number);
      tabs[i].tabIndex = i === number ? 0 : -1;
    });
    opened(number);
  }
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    open(next);
    tabs[next].focus();
  });
  list.append(...tabs);
  const all = document.createElement("div");
  all.append(list, ...panels.map(({ element }) => element));
  open(0);
  return { all, open };
}
