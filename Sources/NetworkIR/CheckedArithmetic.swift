/// A count left the 64-bit range. Whoever knows the layer adds its name.
public struct CountOverflow: Error, Hashable, Sendable {
    public init() {}
}

/// `a + b`, or an error where the sum leaves 64 bits.
@inlinable
public func checkedSum(_ a: Int, _ b: Int) throws(CountOverflow) -> Int {
    let (sum, overflow) = a.addingReportingOverflow(b)
    if overflow { throw CountOverflow() }
    return sum
}

/// `a · b`, or an error where the product leaves 64 bits.
@inlinable
public func checkedProduct(_ a: Int, _ b: Int) throws(CountOverflow) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    if overflow { throw CountOverflow() }
    return product
}

/// `a · b · c`, or an error where the product leaves 64 bits.
@inlinable
public func checkedProduct(_ a: Int, _ b: Int, _ c: Int) throws(CountOverflow) -> Int {
    try checkedProduct(checkedProduct(a, b), c)
}

/// `a · b · c · d`, or an error where the product leaves 64 bits.
@inlinable
public func checkedProduct(_ a: Int, _ b: Int, _ c: Int, _ d: Int) throws(CountOverflow) -> Int {
    try checkedProduct(checkedProduct(a, b), checkedProduct(c, d))
}
