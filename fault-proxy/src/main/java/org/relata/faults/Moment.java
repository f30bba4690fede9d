package org.relata.faults;

/** When in the course of a statement that changes something. */
public enum Moment {
  /** The client has said what is to be done; the server has not heard of it. */
  ARRIVED,
  /** The server has been told; what it does about it is not known. */
  SENT,
  /** The COMMIT of the statement's transaction has been sent; whether it is done is not known. */
  COMMIT_SENT,
  /** The server has confirmed the commit; the client has not heard of it. */
  CONFIRMED,
  /** The client has been told of the commit, just now. */
  TOLD
}
