import { Box } from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** What may be wider than the screen: it is scrolled by itself, with the keyboard too, and only then is it a stop of the keyboard. */
export const WideContent = ({ name, children }: { name: string; children: ReactNode }) => {
  const box = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth));
    measure.observe(element);
    for (const child of element.children) measure.observe(child);
    return () => measure.disconnect();
  }, []);
  return (
    <Box ref={box} sx={{ overflowX: 'auto' }} {...(isWide && { tabIndex: 0, role: 'group', 'aria-label': name })}>
      {children}
    </Box>
  );
};
