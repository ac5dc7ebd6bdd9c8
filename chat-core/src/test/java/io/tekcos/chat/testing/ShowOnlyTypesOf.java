package io.tekcos.chat.testing;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks at every type that a caller or an heir of a class can see: supertypes, fields, parameters, results, exceptions,
 * bounds of type variables, annotations, and all type arguments in them.
 */
final class ShowOnlyTypesOf extends ArchCondition<JavaClass> {

    private final Predicate<JavaClass> allowed;

    ShowOnlyTypesOf(String... packages) {
        super("show only types of " + String.join(", ", packages));
        PackageMatchers matchers = PackageMatchers.of(packages);
        this.allowed = type -> type.isPrimitive() || matchers.test(type.getPackageName());
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        if (!isVisible(item)) {
            return;
        }
        report(item.getFullName(), shownByHeader(item), item, events);
        // A superclass that is not public hands its members down, too.
        Stream.concat(Stream.of(item), item.getAllRawSuperclasses().stream().filter(allowed))
                .filter(type -> !type.getPackageName().startsWith("java."))
                .flatMap(type -> type.getMembers().stream())
                .filter(ShowOnlyTypesOf::isPublicOrProtected)
                .forEach(member -> report(member.getFullName(), shownByMember(member), item, events));
    }

    private void report(String where, Stream<JavaType> shown, JavaClass item, ConditionEvents events) {
        shown.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(type -> !allowed.test(type))
                .distinct()
                .map(type -> where + " shows " + type.getName())
                .forEach(message -> events.add(SimpleConditionEvent.violated(item, message)));
    }

    private static Stream<JavaType> shownByHeader(JavaClass item) {
        return Stream.of(
                        item.getSuperclass().stream(),
                        item.getInterfaces().stream(),
                        bounds(item.getTypeParameters()),
                        annotations(item.getAnnotations()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> shownByMember(JavaMember member) {
        return Stream.concat(annotations(member.getAnnotations()), shownBySignature(member));
    }

    private static Stream<JavaType> shownBySignature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        bounds(unit.getTypeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> bounds(List<? extends JavaTypeVariable<?>> variables) {
        return variables.stream().flatMap(variable -> variable.getUpperBounds().stream());
    }

    private static Stream<JavaType> annotations(Collection<? extends JavaAnnotation<?>> annotations) {
        return annotations.stream().map(JavaAnnotation::getRawType);
    }

    private static boolean isVisible(JavaClass item) {
        return isPublicOrProtected(item)
                && item.getEnclosingClass().map(ShowOnlyTypesOf::isVisible).orElse(true);
    }

    private static boolean isPublicOrProtected(HasModifiers item) {
        return item.getModifiers().contains(JavaModifier.PUBLIC)
                || item.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
