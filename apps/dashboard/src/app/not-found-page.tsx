import { Link } from '../routing/link.js';
import { useTexts } from '../text/language.js';
import { PageHead } from './page-head.js';
import { SHELL } from './texts.js';

/** For an address that no page has. */
export function NotFoundPage() {
  const t = useTexts(SHELL);
  return (
    <>
      <PageHead title={t.notFound}>
        <p className="lead">{t.notFoundText}</p>
      </PageHead>
      <p>
        <Link href="/">{t.overview}</Link>
      </p>
    </>
  );
}
