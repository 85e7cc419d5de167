import { useEffect, useState } from 'react';
import { useAddress } from '../routing/location.js';
import { keepLanguage, LanguageContext, readLanguage, type Language } from '../text/language.js';
import { Boundary } from './boundary.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { pageAt } from './pages.js';

/** The pages in their frame. Each page sets its own title and heading. */
export function App() {
  const [language, setLanguage] = useState<Language>(readLanguage);
  const { path } = useAddress();
  const { Page, subject, name } = pageAt(path);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const chooseLanguage = (next: Language) => {
    keepLanguage(next);
    setLanguage(next);
  };
  return (
    <LanguageContext value={language}>
      <Header page={name} onLanguage={chooseLanguage} />
      <main id="content" tabIndex={-1} className="within page">
        <Boundary key={path}>
          <Page subject={subject} />
        </Boundary>
      </main>
      <Footer />
    </LanguageContext>
  );
}
