import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** The width of an element in pixels, so that a picture is drawn to fit and its text keeps its size. */
export function useWidth<E extends HTMLElement>(atFirst: number): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(atFirst);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const measure = () => setWidth((known) => Math.round(element.current?.clientWidth || known));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
