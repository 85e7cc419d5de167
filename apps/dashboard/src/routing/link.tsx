import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { goTo } from './location.js';

/** A link within these pages: it opens without loading them anew, and in another tab like any link. */
export function Link({
  href,
  className = 'utrecht-link utrecht-link--html-a',
  onClick,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    goTo(href);
  };
  return <a {...rest} href={href} className={className} onClick={open} />;
}
