/** The icons: 16 by 16, one stroke, drawn for this app. */
import type { ReactNode } from 'react';

const paths = {
  play: 'M5 3.5v9l7.5-4.5z',
  stop: 'M4.5 4.5h7v7h-7z',
  unpause: 'M3.500 3.500v9M6.500 3.500v9l7-4.500z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  restart: 'M12.5 8A4.5 4.5 0 1 1 11 4.65M12.5 2.5v3h-3',
  kill: 'M4 4l8 8M12 4l-8 8',
  trash: 'M3 4.5h10M6.5 4.5v-1.500h3v1.500M4.500 4.500l.6 8.500h5.800l.6-8.500',
  terminal: 'M3 4.500l3 3.500-3 3.500M8 12h5',
  snowflake: 'M8 2v12M2.800 5l10.400 6M2.800 11l10.400-6M6.500 3l1.500 1.500L9.500 3M6.500 13L8 11.500 9.500 13',
  frozen: 'M8 2v12M2.800 5l10.400 6M2.800 11l10.400-6',
  restore: 'M3.400 5A5.500 5.500 0 1 1 2.500 8M3 2v3.200h3.200M7 6v4l3.200-2z',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M3.500 10L8 5.500l4.500 4.500',
  down: 'M3.500 6L8 10.500 12.500 6',
  left: 'M10 3.500L5.500 8l4.500 4.500',
  right: 'M6 3.500L10.500 8 6 12.500',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.500 10.500L13.500 13.500',
  copy: 'M5.500 5.500h7v8h-7zM3.500 10.500v-8h7',
  check: 'M3 8.500l3.500 3.500L13 4.500',
  more: 'M3.500 8h.010M8 8h.010M12.500 8h.010',
  containers: 'M2.500 5L8 2.500 13.500 5v6L8 13.500 2.500 11zM2.500 5L8 7.500 13.500 5M8 7.500v6',
  images: 'M8 2.500l6 3-6 3-6-3zM2 8.250l6 3 6-3M2 11l6 3 6-3',
  engine: 'M3 3h10v4H3zM3 9h10v4H3zM5.500 5h.010M5.500 11h.010',
  warning: 'M8 2.500L14 13H2zM8 6.500v3M8 11.300v.010',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v4M8 11v.010',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.500V11M8 5v.010',
  refresh: 'M12.500 8A4.500 4.500 0 1 1 11 4.650M12.500 2.500v3h-3',
  edit: 'M3 13l.700-3L10.500 3.200l2.300 2.300L6 12.300z',
  keyboard: 'M2 4.500h12v7H2zM4.500 7h.010M7 7h.010M9.500 7h.010M12 7h.010M5 9.500h6',
  attach:
    'M6 10l4-4M7.500 4.500l1.700-1.700a2.800 2.800 0 0 1 4 4L11.500 8.500M8.500 11.500l-1.700 1.700a2.800 2.800 0 0 1-4-4L4.500 7.500',
  sortUp: 'M8 12V4M5 7l3-3 3 3',
  sortDown: 'M8 4v8M5 9l3 3 3-3',
  upload: 'M8 11V3M5 6l3-3 3 3M3 13h10',
  details: 'M2.500 3h11v10h-11zM9.500 3v10',
  panel: 'M2.500 3h11v10h-11zM2.500 9.500h11',
  toEnd: 'M2.500 3h11M2.500 6h11M8 9v5M5.500 11.500L8 14l2.500-2.500',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.500V8l2.500 1.500',
  wrap: 'M2.500 4h11M2.500 8h8.500a2.250 2.250 0 0 1 0 4.500H8M9.500 10.800L7.800 12.500l1.700 1.700M2.500 12.500h3',
  clear: 'M2.500 4h11M2.500 8h5M2.500 12h4M9.500 8.500l4 4M13.500 8.500l-4 4',
  folder: 'M2.500 4h4l1.500 1.500h5.500v7h-11z',
} as const;

export type IconName = keyof typeof paths;

const filled: ReadonlySet<IconName> = new Set(['play', 'unpause', 'stop']);

/** Decoration: what it means is said by the text or label beside it. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={filled.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
