import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../text/language.js';
import { SHELL } from './texts.js';

let firstPage = true;

/**
 * The heading of a page. It names the document, and takes the focus when a reader came from another page, so that a screen
 * reader says where they are; on the first page the browser's own place stays.
 */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { product } = useTexts(SHELL);
  useEffect(() => {
    document.title = `${title} - ${product}`;
  }, [title, product]);
  useEffect(() => {
    if (!firstPage) {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    return () => {
      firstPage = false;
    };
  }, []);
  return (
    <div className="stack">
      <h1 ref={heading} tabIndex={-1} className="utrecht-heading-1">
        {title}
      </h1>
      {children}
    </div>
  );
}
