package org.relata.architecture.broken.importer;

import org.relata.architecture.broken.kernel.Wrong.AsksJdbc;

/** What the importer may not do. */
public interface Wrong {

  record AsksTheKernel(AsksJdbc jdbc) {}
}
