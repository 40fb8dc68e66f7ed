import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange, readPalette } from './palette.ts';
import { plotOptions } from './plot-options.ts';
import styles from './Stats.module.css';
import type { Columns, PlotSpec } from './series.ts';

const height = 133;
/** uPlot's own place for a crosshair that isn't seen. */
const nowhere = { left: -10, top: -10 };

/** A drawing of one kind of figures: as wide as its place, in the colours of the page. */
export function Plot(props: {
  readonly spec: PlotSpec;
  readonly data: Columns;
  readonly cursorKey: string;
  /** Seconds since 1970 where the crosshair stands; null: it is nowhere. */
  readonly cursorAt: number | null;
  readonly onCursor: (index: number | null) => void;
}) {
  const { spec, data, cursorKey, cursorAt, onCursor } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    let palette = readPalette(element);
    const made = new uPlot(
      plotOptions({ spec, width: element.clientWidth, height, cursorKey, palette: () => palette, onCursor }),
      latest.current,
      element,
    );
    plot.current = made;
    // In the next frame: a size that is set while sizes are told is told in vain.
    let frame = 0;
    const sizes = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => made.setSize({ width: element.clientWidth, height }));
    });
    sizes.observe(element);
    const stopTheme = onThemeChange(() => {
      palette = readPalette(element);
      made.redraw(false);
    });
    return () => {
      stopTheme();
      sizes.disconnect();
      cancelAnimationFrame(frame);
      made.destroy();
      plot.current = null;
    };
  }, [spec, cursorKey, onCursor]);

  useEffect(() => plot.current?.setData(data), [data]);

  // What the keys chose; what the pointer did is there already.
  useEffect(() => {
    const drawn = plot.current;
    if (drawn === null) return;
    const { idx } = drawn.cursor;
    const shown = typeof idx === 'number' ? (latest.current[0][idx] ?? null) : null;
    if (shown === cursorAt) return;
    drawn.setCursor(cursorAt === null ? nowhere : { left: drawn.valToPos(cursorAt, 'x'), top: 0 }, false);
  }, [cursorAt]);

  return <div ref={place} className={styles.canvas} style={{ height }} aria-hidden="true" />;
}
