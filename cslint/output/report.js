"use strict";
// The page is whole without this script; it only hides what a reader does not want to see just now.
(() => {
  const form = document.querySelector(".filter");
  if (!form) return;
  const said = form.querySelector("output");
  const passages = [...document.querySelectorAll(".passage")];
  const files = [...document.querySelectorAll(".file")];

  const show = () => {
    const situation = form.elements.situation.value;
    const rule = form.elements.rule.value;
    const levels = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    let found = 0;
    let shown = 0;
    for (const passage of passages) {
      const suits = !situation || passage.dataset.situation === situation;
      const kept = new Set();
      for (const remark of passage.querySelectorAll(".remarks > li")) {
        const wanted = suits && levels.has(remark.dataset.level) && (!rule || remark.dataset.rule === rule);
        remark.hidden = !wanted;
        if (wanted) kept.add(remark.dataset.number);
      }
      for (const mark of passage.querySelectorAll("mark")) {
        mark.classList.toggle("off", !mark.dataset.of.split(" ").some((number) => kept.has(number)));
      }
      for (const sup of passage.querySelectorAll("sup")) sup.hidden = !kept.has(sup.dataset.of);
      passage.hidden = kept.size === 0;
      found += kept.size;
      shown += kept.size > 0;
    }
    for (const file of files) file.hidden = !file.querySelector(".passage:not([hidden])");
    said.textContent = `글 ${shown.toLocaleString("ko")}편, 지적 ${found.toLocaleString("ko")}건`;
  };

  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
