import type { IconName } from '../protocol';

type Child = Node | string | undefined;

interface Attributes {
  readonly [name: string]: string | undefined;
}

/** An element with attributes and children. Strings become text nodes, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 16 by 16 grid, drawn in the colour of the text around them. */
const ICONS: { readonly [Name in IconName]: string } = {
  anonymised:
    'M8 2.2 13 4v4.1c0 2.9-2 4.9-5 5.9-3-1-5-3-5-5.9V4zM5.6 6.9h1.6M8.8 6.9h1.6M5.8 9.9c1.4.9 3 .9 4.4 0',
  'arrow-left': 'M13.5 8h-11M6.5 4 2.5 8l4 4',
  check: 'm3 8.6 3.2 3.2L13 4.6',
  'chevron-right': 'm6 3.5 4.5 4.5L6 12.5',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  error: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  file: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.3',
  folder: 'M1.8 12.8v-9.6h4.4l1.4 1.6h6.6v8z',
  import: 'M8 1.8v8M4.8 6.8 8 10l3.2-3.2M2.5 10.5v3.2h11v-3.2',
  info: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.2v4M8 4.8v.6',
  lock: 'M3.5 7.2h9v6.6h-9zM5.4 7V5.1a2.6 2.6 0 0 1 5.2 0V7M8 9.6v1.8',
  search: 'M6.8 2.4a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8zM10 10l3.8 3.8',
  unlock: 'M3.5 7.2h9v6.6h-9zM5.4 7V5.1a2.6 2.6 0 0 1 5-1M8 9.6v1.8',
  verified: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.2 8.3l2 2 3.7-4.2',
  warning: 'M8 2.4 14.2 13.4H1.8zM8 6.4v3.4M8 11.2v.5',
};

/** A picture beside words that say the same: hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A bar of `share` (0 to 1) of its width; the numbers beside it say the same. */
export function bar(share: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 100 8');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('bar');
  for (const [name, width] of [
    ['track', 100],
    ['fill', Math.max(1, Math.min(1, share) * 100)],
  ] as const) {
    const part = document.createElementNS(SVG, 'rect');
    part.setAttribute('class', name);
    part.setAttribute('width', String(width));
    part.setAttribute('height', '8');
    svg.append(part);
  }
  return svg;
}
