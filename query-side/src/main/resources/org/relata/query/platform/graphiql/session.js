'use strict';

/**
 * Who asks: a bearer token, kept in this tab's session storage and nowhere else.
 * The client's secret is sent once to the token endpoint and not kept at all.
 */
window.Session = (() => {
  const KEY = 'relata.session';

  function current() {
    const kept = JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null');
    return kept && (kept.until === null || kept.until > Date.now()) ? kept : null;
  }

  function keep(who, token, seconds) {
    const until = seconds > 0 ? Date.now() + seconds * 1000 : null;
    window.sessionStorage.setItem(KEY, JSON.stringify({ who, token, until }));
  }

  function end() {
    window.sessionStorage.removeItem(KEY);
  }

  /** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
  function basic(id, secret) {
    return 'Basic ' + window.btoa(encodeURIComponent(id) + ':' + encodeURIComponent(secret));
  }

  /** Throws an Error whose message is for people. */
  async function signIn(tokenAddress, id, secret) {
    const answer = await fetch(tokenAddress, {
      method: 'POST',
      credentials: 'omit',
      headers: { Authorization: basic(id, secret), Accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    }).catch(() => {
      throw new Error('The token endpoint cannot be reached.');
    });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok || !body.access_token) {
      const reason = body.error_description ?? body.error ?? 'status ' + answer.status;
      throw new Error('Not signed in: ' + reason);
    }
    keep(id, body.access_token, Number(body.expires_in ?? 0));
  }

  function useToken(token) {
    keep('the pasted token', token.trim().replace(/^Bearer\s+/i, ''), 0);
  }

  return { current, end, signIn, useToken };
})();
