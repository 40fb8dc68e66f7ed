import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ImageSource } from '../../shared/image.ts';
import { onPush } from '../bridge/index.ts';
import styles from './Images.module.css';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/**
 * Takes a file or folder that is dropped. The page never learns its path: preload tells that to the main process, which
 * says by what name it is known here.
 */
export function DropPlace(props: { readonly onDrop: (source: ImageSource) => void; readonly children: ReactNode }) {
  const { onDrop, children } = props;
  const [isOver, setOver] = useState(false);
  const isAwaited = useRef(false);
  useEffect(
    () =>
      onPush('images.dropped', (source) => {
        // What was dropped elsewhere is not meant.
        if (isAwaited.current) onDrop(source);
        isAwaited.current = false;
      }),
    [onDrop],
  );
  const over = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys have the menu of the Add button
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        isAwaited.current = true;
      }}
    >
      {children}
    </div>
  );
}
