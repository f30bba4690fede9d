package org.relata.query.platform.graph;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.relata.kernel.value.Money;
import org.relata.query.platform.fold.RowTable;

/** A capability with one of everything, for the tests of the engine. */
final class Library implements GraphModule {

  enum Genre {
    NOVEL,
    ESSAY,
    POEM
  }

  record BookRow(
      String bookId,
      String title,
      Genre genre,
      int pages,
      @Nullable LocalDate publishedOn,
      @Nullable Money price,
      @Nullable String authorId) {}

  record AuthorRow(String authorId, String name) {}

  record LoanRow(String bookId, String reader, boolean late) {}

  static final RowTable<BookRow> BOOK =
      RowTable.of("book", BookRow.class).key("bookId").index("authorId").build();
  static final RowTable<AuthorRow> AUTHOR =
      RowTable.of("author", AuthorRow.class).key("authorId").build();
  static final RowTable<LoanRow> LOAN =
      RowTable.of("loan", LoanRow.class).key("bookId", "reader").build();

  private static final Listing<BookRow> BOOKS =
      Listing.of(BOOK)
          .filterIn("genre", "authorId")
          .filter("title", Filters.text("title"))
          .filter("pages", Filters.range("pages"))
          .filter("publishedOn", Filters.range("publishedOn"))
          .filter("price", Filters.range("price"))
          .filter("hasPrice", Filters.present("price"))
          .filter("lentTo", Filters.exists(LOAN, "bookId", "bookId", Filters.equal("reader")))
          .filter("isLent", Filters.has(LOAN, "bookId", "bookId"))
          .orderBy("title", "genre", "pages", "publishedOn", "price")
          .groupBy("genre", "authorId")
          .groupByCurrency("currency", "price")
          .aggregate("pages", "publishedOn", "price")
          .build();

  private static final Listing<LoanRow> LOANS = Listing.of(LOAN).orderBy("reader").build();

  @Override
  public void register(Graph graph) {
    NodeType<BookRow> book = graph.node("Book", "book", BOOK);
    graph.node("Author", "author", AUTHOR);
    graph.type("Loan", LoanRow.class);
    graph.one("book", "bookId", book);
    graph.connection("books", BOOKS);
    graph.groups("bookGroups", BOOKS);
    graph.reference("Book", "author", "Author", BOOK, "authorId");
    graph.<BookRow, LoanRow>list("Book", "loans", LOANS, "bookId", BookRow::bookId);
    graph.<AuthorRow, BookRow>nested("Author", "books", BOOKS, "authorId", AuthorRow::authorId);
    graph.reference("Loan", "book", "Book", LOAN, "bookId");
    graph.root("dear", _ -> "dear");
    graph.root("lasting", _ -> "lasting");
    graph.root(
        "slow", question -> question.snapshot().sql().fetchValue("SELECT pg_sleep(60)::text"));
    graph.root(
        "broken",
        _ -> {
          throw new IllegalStateException("the secret of the house");
        });
  }
}
