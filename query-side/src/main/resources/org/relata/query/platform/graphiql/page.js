'use strict';

/** Puts GraphiQL, the examples and the sign-in together. */
(async () => {
  const element = React.createElement;
  const find = (selector) => document.querySelector(selector);
  const root = ReactDOM.createRoot(find('#graphiql'));
  const WELCOME =
    '# Choose an example at the left,\n' +
    '# or write a query of your own.\n' +
    '# Ctrl+Space completes what you type.\n' +
    '# The book explains every field.\n';

  const [settings, examples] = await Promise.all(
    ['graphiql/settings.json', 'graphiql/examples.json'].map(async (path) =>
      (await fetch(path)).json()
    )
  );
  let editor = null;

  /** Sits among the toolbar's buttons to learn the editor of the tab that is open. */
  function EditorFinder() {
    editor = GraphiQL.React.useEditorContext({ nonNull: true }).queryEditor;
    return null;
  }

  async function ask(query, options) {
    const session = Session.current();
    const headers = {
      Accept: 'application/graphql-response+json, application/json',
      'Content-Type': 'application/json',
      ...(session ? { Authorization: 'Bearer ' + session.token } : {}),
      ...(options?.headers ?? {}),
    };
    const answer = await fetch(settings.graphql, {
      method: 'POST',
      credentials: 'omit',
      headers,
      body: JSON.stringify(query),
    });
    if (answer.status === 401) {
      return { errors: [{ message: 'Please sign in at the left: the server wants a valid token.' }] };
    }
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      return { status: answer.status, answer: text };
    }
  }

  /** Without a session the schema is not asked for: the refusal would only be noise. */
  function show() {
    const session = Session.current();
    find('#sign-in').hidden = session !== null;
    find('#sign-out').hidden = session === null;
    find('#who').textContent = session ? signedIn(session) : 'Not signed in';
    root.render(
      element(
        GraphiQL,
        {
          key: session?.token ?? 'nobody',
          fetcher: ask,
          schema: session ? undefined : null,
          storage: window.sessionStorage,
          shouldPersistHeaders: false,
          defaultQuery: WELCOME,
          toolbar: { additionalContent: element(EditorFinder) },
        },
        element(GraphiQL.Logo, null, element('span', null))
      )
    );
  }

  function signedIn(session) {
    const time = { hour: '2-digit', minute: '2-digit' };
    const until = session.until
      ? ' until ' + new Date(session.until).toLocaleTimeString([], time)
      : '';
    return 'Signed in as ' + session.who + until;
  }

  function listExamples() {
    find('#examples').replaceChildren(
      ...examples.map((example) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.id = 'example-' + example.id;
        const title = document.createElement('strong');
        title.textContent = example.title;
        const explanation = document.createElement('span');
        explanation.textContent = example.explanation;
        button.append(title, explanation);
        button.addEventListener('click', () => choose(button, example));
        const item = document.createElement('li');
        item.append(button);
        return item;
      })
    );
  }

  function choose(button, example) {
    document.querySelectorAll('#examples button').forEach((other) => {
      other.setAttribute('aria-current', String(other === button));
    });
    editor?.setValue(example.query + '\n');
    editor?.focus();
  }

  function onSubmit(form, action) {
    find(form).addEventListener('submit', async (event) => {
      event.preventDefault();
      const problem = find('#problem');
      problem.hidden = true;
      try {
        await action(new FormData(event.target));
        event.target.reset();
        show();
      } catch (error) {
        problem.textContent = error.message;
        problem.hidden = false;
      }
    });
  }

  onSubmit('#client', (form) => Session.signIn(settings.token, form.get('id'), form.get('secret')));
  onSubmit('#bearer', (form) => Session.useToken(form.get('token')));
  find('#sign-out').addEventListener('click', () => {
    Session.end();
    show();
  });
  listExamples();
  show();
})();
