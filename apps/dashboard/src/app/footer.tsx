import { useTexts } from '../text/language.js';
import { SHELL } from './texts.js';

/** How to read the figures, and where a program gets them. */
export function Footer() {
  const t = useTexts(SHELL);
  return (
    <footer className="utrecht-page-footer">
      <div className="within row footer-row">
        <p className="lead">{t.footer}</p>
        <a className="utrecht-link utrecht-link--html-a" href="/docs">
          {t.api}
        </a>
      </div>
    </footer>
  );
}
