import { useEffect, useRef, useState, type DragEvent } from 'react';
import { Icon } from '../ui/icon';

interface DropZonesProps {
  onFiles: (files: File[], asDocuments: boolean) => void;
}

/** Covers the column while files are dragged over it: the upper half compresses pictures, the lower one sends files as they are. */
export function DropZones({ onFiles }: DropZonesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const column = box.current?.parentElement;
    if (!column) return;
    // Entering a child leaves its parent: only the balance tells whether the pointer is still inside.
    let depth = 0;
    const hasFiles = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: globalThis.DragEvent) => {
      if (hasFiles(event) && ++depth === 1) setDragging(true);
    };
    const leave = (event: globalThis.DragEvent) => {
      if (hasFiles(event) && --depth <= 0) end();
    };
    const over = (event: globalThis.DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const end = () => {
      depth = 0;
      setDragging(false);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop: end } as const;
    const names = Object.keys(listeners) as (keyof typeof listeners)[];
    for (const name of names) column.addEventListener(name, listeners[name]);
    return () => names.forEach((name) => column.removeEventListener(name, listeners[name]));
  }, []);

  const drop = (asDocuments: boolean) => (event: DragEvent) => {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files, asDocuments);
  };

  return (
    <div ref={box} className={dragging ? 'drop-zones drop-zones-open' : 'drop-zones'} aria-hidden="true">
      <div className="drop-zone" data-drop="media" onDrop={drop(false)}>
        <Icon name="image" size={30} />
        <strong>Send as photo, video or music</strong>
        <span>the way people mostly do</span>
      </div>
      <div className="drop-zone" data-drop="documents" onDrop={drop(true)}>
        <Icon name="file" size={30} />
        <strong>Send as file</strong>
        <span>byte for byte</span>
      </div>
    </div>
  );
}
