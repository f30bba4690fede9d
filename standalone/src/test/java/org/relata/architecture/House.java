package org.relata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/**
 * The plan of packages: Relata's own below {@code org.relata}, or the broken house of the same
 * plan.
 *
 * @param root the package that stands for {@code org.relata}
 */
record House(String root) {

  static final House RELATA = new House("org.relata");
  static final House BROKEN = new House("org.relata.architecture.broken");

  /** A package of the plan with all below it, {@code kernel} or {@code query.platform}. */
  String below(String name) {
    return root + "." + name + "..";
  }

  /** What is ours, beside libraries and the JDK. */
  DescribedPredicate<JavaClass> ours() {
    return resideInAPackage(root + "..").as("are ours");
  }

  DescribedPredicate<JavaClass> in(String name) {
    return resideInAPackage(below(name)).as("are in " + name);
  }

  /** Every package directly below a side is a capability, except its platform. */
  DescribedPredicate<JavaClass> capabilitiesOf(String side) {
    return resideInAPackage(root + "." + side + ".*..")
        .and(not(in(side + ".platform")))
        .as("are of a capability of the " + side + " side");
  }

  /** Capabilities of both sides and their events and identifiers in the kernel. */
  DescribedPredicate<JavaClass> capabilities() {
    return capabilitiesOf("kernel")
        .and(not(in("kernel.log")))
        .or(capabilitiesOf("command"))
        .or(capabilitiesOf("query"))
        .as("are of a capability");
  }

  DescribedPredicate<JavaClass> kernelOrCapability() {
    return in("kernel")
        .or(capabilitiesOf("command"))
        .or(capabilitiesOf("query"))
        .as("are of the kernel or a capability");
  }

  /** The name within the house of a class, or of the class that it is nested in. */
  String nameOf(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    int nested = name.indexOf('$');
    String outermost = nested < 0 ? name : name.substring(0, nested);
    return outermost.startsWith(root + ".") ? outermost.substring(root.length() + 1) : outermost;
  }
}
