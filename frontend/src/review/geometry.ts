// Where characters stand on the screen, and which character stands where. Offsets are UTF-16 units of the whole text.

import type { Span } from "../api/types";

/** A part of a line, in pixels from the pane's corner; `baseline` is about where the letters stand. */
export interface Box { left: number; top: number; width: number; height: number; baseline: number }

const start = (node: HTMLElement) => Number(node.dataset.start);
const text = (node: HTMLElement) => node.firstChild as Text;

/** The boxes of each span, one a line; all of them are asked for between two layouts. */
export function boxes(pane: HTMLElement, nodes: readonly HTMLElement[], spans: readonly Span[]): Box[][] {
  const corner = pane.getBoundingClientRect();
  const lines = nodes.map((node) => ({ text: text(node), start: start(node), end: start(node) + text(node).length }));
  const range = document.createRange();
  return spans.map((span) => {
    const found: Box[] = [];
    for (const line of lines) {
      if (line.end <= span[0] || line.start >= span[1]) continue;
      range.setStart(line.text, Math.max(span[0] - line.start, 0));
      range.setEnd(line.text, Math.min(span[1], line.end) - line.start);
      for (const rect of range.getClientRects()) add(found, rect, corner);
    }
    return found;
  });
}

function add(found: Box[], rect: DOMRect, corner: DOMRect): void {
  if (rect.width < 0.5) return;
  const box = { left: rect.left - corner.left, top: rect.top - corner.top, width: rect.width, height: rect.height, baseline: rect.top - corner.top + rect.height * 0.76 };
  const last = found[found.length - 1];
  if (last && Math.abs(last.top - box.top) < 3) {
    const left = Math.min(last.left, box.left);
    last.width = Math.max(last.left + last.width, box.left + box.width) - left;
    last.left = left;
  } else found.push(box);
}

/** The unit under a point of the window; null beside the text. */
export function positionAt(nodes: readonly HTMLElement[], x: number, y: number): number | null {
  const caret = caretAt(x, y);
  const node = caret && nodes.find((one) => text(one) === caret.node);
  if (!caret || !node) return null;
  // The caret stands at the nearer edge; the character may be the one before it.
  for (const offset of [caret.offset - 1, caret.offset]) {
    if (offset < 0 || offset >= caret.node.length) continue;
    const range = document.createRange();
    range.setStart(caret.node, offset);
    range.setEnd(caret.node, offset + 1);
    const rect = range.getBoundingClientRect();
    if (rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom) return start(node) + offset;
  }
  return null;
}

interface Caret { node: Text; offset: number }

function caretAt(x: number, y: number): Caret | null {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return position.offsetNode instanceof Text ? { node: position.offsetNode, offset: position.offset } : null;
  const range = document.caretRangeFromPoint?.(x, y);
  return range?.startContainer instanceof Text ? { node: range.startContainer, offset: range.startOffset } : null;
}

/** The units that the browser's selection covers in the pane; null where it covers none. */
export function spanOf(pane: HTMLElement, selection: Selection | null): Span | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.commonAncestorContainer)) return null;
  const covered = [...pane.querySelectorAll<HTMLElement>("[data-start]")].filter((node) => range.intersectsNode(node));
  const [first, last] = [covered[0], covered[covered.length - 1]];
  if (!first || !last) return null;
  const from = range.startContainer === text(first) ? range.startOffset : 0;
  const to = range.endContainer === text(last) ? range.endOffset : text(last).length;
  const span: Span = [start(first) + from, start(last) + to];
  return span[1] > span[0] ? span : null;
}
