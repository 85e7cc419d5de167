import { Component, type ReactNode } from 'react';
import { useTexts } from '../text/language.js';
import { SHELL } from './texts.js';

/** Says that a page failed, in the frame that still stands, where it would otherwise leave a white screen. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const t = useTexts(SHELL);
  return (
    <div className="utrecht-alert utrecht-alert--error" role="alert">
      <div className="utrecht-alert__message">
        <h1 className="utrecht-heading-2">{t.failed}</h1>
        <p>{t.failedText}</p>
      </div>
    </div>
  );
}
