"use strict";
// Lights up what belongs together while the pointer or the focus is on it. The page is complete without this.
(() => {
  const itemsOf = (element) => {
    const holder = element.closest("[data-items]");
    return holder ? holder.dataset.items.split(" ") : [];
  };
  let lit = [];

  const clear = () => {
    lit.forEach((element) => element.classList.remove("lit"));
    lit = [];
  };

  const light = (items) => {
    clear();
    items.forEach((item) => {
      lit.push(...document.querySelectorAll(`.i-${item}, #${item}`));
    });
    lit.forEach((element) => element.classList.add("lit"));
  };

  const follow = (event) => {
    if (event.target instanceof Element) light(itemsOf(event.target));
  };

  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
  document.addEventListener("focusout", clear);

  // A link into a folded part opens it; printing opens all.
  const open = () => {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const folded = target ? target.closest("details") : null;
    if (folded) folded.open = true;
  };
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
  });
  open();
})();
