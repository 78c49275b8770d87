// The page is whole without this: it makes tables sortable, and charts into pictures.
"use strict";
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, place) => {
    const value = row.cells[place].dataset.v;
    return value === "" || Number.isNaN(Number(value)) ? value : Number(value);
  };
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const numbers = rows.some((row) => typeof key(row, place) === "number");
      const way = head.getAttribute("aria-sort");
      // First as one looks for it: the most, or from A to Z; then the other way round.
      const ascending = way ? way === "descending" : !numbers;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      const sorted = [...rows].sort((one, other) => {
        const [a, b] = [key(one, place), key(other, place)];
        if (a === "" || b === "") return (a === "") - (b === ""); // what is missing stands last
        const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
        return ascending ? order : -order;
      });
      body.append(...sorted);
    });
  });
}
for (const link of document.querySelectorAll(".get .svg")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "as PNG";
  link.after(button);
  button.addEventListener("click", () => {
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      const save = document.createElement("a");
      save.download = link.download.replace(/svg$/, "png");
      save.href = canvas.toDataURL("image/png");
      save.click();
    });
    image.src = link.href;
  });
}
