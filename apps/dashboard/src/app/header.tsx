import { Link } from '../routing/link.js';
import { useLanguage, useTexts, type Language } from '../text/language.js';
import { NAVIGATION, type PageName } from './pages.js';
import { SHELL } from './texts.js';
import { chooseTheme, useTheme } from './theme.js';

/** Name, navigation, language and theme. */
export function Header({ page, onLanguage }: { page: PageName | null; onLanguage: (language: Language) => void }) {
  const t = useTexts(SHELL);
  const other: Language = useLanguage() === 'nl' ? 'en' : 'nl';
  const theme = useTheme();
  return (
    <>
      <a className="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#content">
        {t.skip}
      </a>
      <header className="utrecht-page-header">
        <div className="within site-header">
          <Link href="/" className="site-name">
            <Mark />
            <span>
              {t.product} <span className="visually-hidden">{t.region}</span>
            </span>
          </Link>
          <div className="site-tools" role="group" aria-label={t.tools}>
            <button type="button" className="site-tool" lang={other} onClick={() => onLanguage(other)}>
              {t.otherLanguage}
            </button>
            <button
              type="button"
              className="site-tool"
              onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
            >
              {theme === 'dark' ? t.light : t.dark}
            </button>
          </div>
        </div>
      </header>
      <nav className="utrecht-nav-bar" aria-label={t.navigation}>
        <div className="within">
          <ul className="site-nav">
            {NAVIGATION.map(({ name, address }) => (
              <li key={name}>
                <Link href={address} className="" aria-current={name === page ? 'page' : undefined}>
                  {t[name]}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </nav>
    </>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="30" height="30" rx="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M7 22 13 14l6 5 6-9" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
