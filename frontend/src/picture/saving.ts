// A picture as a file: its styles are written into it, so that it looks the same without the page.

const PROPERTIES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "direction", "paint-order", "display", "visibility"];

function freeze(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of PROPERTIES) to.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["class", "tabindex", "role", "style"]) to.removeAttribute(name);
  [...from.children].forEach((child, n) => freeze(child, to.children[n] as Element));
}

/** The picture as SVG text of its own, with its title and the ground of its sheet. */
export function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  freeze(svg, copy);
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const name = document.createElementNS(copy.namespaceURI, "title");
  name.textContent = title;
  const ground = document.createElementNS(copy.namespaceURI, "rect");
  ground.setAttribute("width", String(width));
  ground.setAttribute("height", String(height));
  ground.setAttribute("fill", getComputedStyle(svg.closest(".sheet") ?? document.body).backgroundColor);
  copy.prepend(name, ground);
  return new XMLSerializer().serializeToString(copy);
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function saveSvg(svg: SVGSVGElement, title: string): void {
  save(new Blob([svgText(svg, title)], { type: "image/svg+xml" }), `${title}.svg`);
}

/** Twice the picture's size, for print. */
export async function savePng(svg: SVGSVGElement, title: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([svgText(svg, title)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = svg.viewBox.baseVal.width * 2;
    canvas.height = svg.viewBox.baseVal.height * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (blob) save(blob, `${title}.png`);
  } finally {
    URL.revokeObjectURL(address);
  }
}
